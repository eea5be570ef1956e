// Which doors a room may open, and why. The architecture test compares this with what the rooms import: a door missing here
// is refused, and so is one that nobody opens any more.

export const plan: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  people: {},
  catalogue: {
    people: 'an item and its duties belong to organs, which are shown by name and looked up when they are defined',
  },
  review: {},
  checks: {},
  disclosure: {
    people: 'who writes for which organ, who stands in for whom, and the names under a document',
    catalogue: 'a document is published under an item and ends the duty it was owed for',
    review: 'an edition goes public only after its review has passed, for exactly the content that was looked at',
    checks: 'an edition is examined before it is handed in and again before it goes public',
  },
  'annual-report': {
    people: 'service points and departments are counted, and figures by organ bear its name',
    catalogue: 'its items and ended duties are figures of the report, and which items hold normative documents',
    checks: 'sentences too like those of another report are shown side by side',
    disclosure: 'publications are the first figures of the report, and it is published like any document',
    requests: 'requests and remedies fill its third and fourth table',
  },
  intake: {
    people: 'which organ a paper found elsewhere belongs to, and who imports it',
    catalogue: 'which item it falls under, told from its words',
    checks: 'what was found on a page already public is looked through like everything else',
    disclosure: 'an imported paper becomes a document by the same verbs as any other',
  },
  requests: {
    people: 'requests are made to the town and handled by an organ and a person of it',
    catalogue: 'what is asked for often is published under an item',
    checks: 'titles are public, so that they are looked through for personal data',
    disclosure: 'what is public already is shown before anybody asks, and a proposal becomes a draft',
  },
};

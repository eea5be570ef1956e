// All that other rooms may see of review.
export * from './chain.ts';
export { chainFor } from './store.ts';
export { configureChain } from './configure-chain.ts';
export { decidedSince } from './decided.ts';
export { type Decided, type Decision, decide } from './decide.ts';
export { force, secondLook } from './force.ts';
export { openReview, resetReview, type Submission } from './open-review.ts';
export {
  awaitingSecondLook,
  configuredChains,
  eventsOfEdition,
  latestReview,
  type ReviewEvent,
  type ReviewWithEvents,
  reviewsOf,
  waitingFor,
} from './reads.ts';
export { reviewRecomputer } from './recompute.ts';
export { decisionNames, reviewStateNames, reviewWords } from './words.ts';

// The Monday morning the demonstration stands in: its year ends here, whenever it is made.
export const present = '2026-11-23T09:30:00+08:00';

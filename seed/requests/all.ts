// Every request for information of the demonstration, in the order in which they came.
import { earlierRequests } from './2022-2024.ts';
import { requests2025 } from './2025.ts';
import { requests2026 } from './2026.ts';
import { openRequests } from './open.ts';
import type { SeedRequest } from './types.ts';

export const requests: readonly SeedRequest[] = [...earlierRequests, ...requests2025, ...requests2026, ...openRequests].sort(
  (a, b) => (a.at < b.at ? -1 : 1),
);

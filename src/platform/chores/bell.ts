// Tells the workers of this process that there is work, so that they need not wait for their next look.

export interface ChoreBell {
  ring(): void;
  /** Returns the way to stop listening. */
  onRing(listen: () => void): () => void;
}

export function choreBell(): ChoreBell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listen of listeners) listen();
    },
    onRing(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

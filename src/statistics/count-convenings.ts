import type { BeredskabStore } from '../beredskab/beredskab-store.ts';
import type { Counters } from './counters.ts';

/** The store that counts each beredskab as it comes into being: how many, and nothing of any. An exercise is not counted. */
export function countConvenings(store: BeredskabStore, counters: Pick<Counters, 'count'>): BeredskabStore {
  return {
    ...store,
    async create(beredskab, place) {
      const created = await store.create(beredskab, place);
      if (created && !beredskab.exercise) counters.count('convening', beredskab.kommune, '', '');
      return created;
    },
  };
}

import { compare } from './compare';

const PARTS = 20;
const EVENTS_OF_PART = 1000;

test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  `the rehearsal of ${EVENTS_OF_PART} random events agrees with IAM, part %s of ${PARTS}`,
  async (seed) => {
    const { compared, differences } = await compare(EVENTS_OF_PART, seed);
    expect(differences).toEqual([]);
    expect(compared).toBe(EVENTS_OF_PART);
  },
);

import { deadlinesOf } from '../../rule/deadlines';

test.each([
  // A run of 15 minutes keeps 135 s back, half of it for confirming.
  [900_000, { questions: 765_000, confirmation: 832_500, submission: 899_500 }],
  // Below 33 s the share would be less than five seconds.
  [60_000, { questions: 51_000, confirmation: 55_500, submission: 59_500 }],
  [20_000, { questions: 15_000, confirmation: 17_500, submission: 19_500 }],
  // Below ten seconds half of the time is kept back.
  [8_000, { questions: 4_000, confirmation: 6_000, submission: 7_600 }],
])('of %d ms', (time, deadlines) => {
  const began = 1_800_000_000_000;
  expect(deadlinesOf(began, began + time)).toEqual({
    questions: began + deadlines.questions,
    confirmation: began + deadlines.confirmation,
    submission: began + deadlines.submission,
  });
});

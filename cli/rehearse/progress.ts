import type { Progress, ProgressLabels } from '../progress-bar';

/** Less says nothing yet of how long the rest takes. */
const TELLING_SHARE = 0.01;
const MINUTE_MS = 60_000;

/** Labels of a bar that says how much is read, and about how long the rest takes. */
export const READING_LABELS: ProgressLabels = {
  listing: 'Reading events ...',
  doing: 'Reading events',
  amount: ({ done, total, elapsed }) => {
    const share = done / total;
    return [`${Math.floor(share * 100)} %`, timeLeft({ done, total, elapsed })].filter(Boolean).join(', ');
  },
};

/** By the pace so far; empty while that is not known. */
function timeLeft({ done, total, elapsed }: Progress): string {
  if (done / total < TELLING_SHARE) return '';
  const left = (elapsed * (total - done)) / done;
  return left < MINUTE_MS ? 'less than a minute left' : `about ${Math.ceil(left / MINUTE_MS)} min left`;
}

import { AwsCallError } from '../../rule/core/errors';

/**
 * Starts an evaluation on account of some events.
 *
 * @returns `refused` where AWS Config takes no further one for now, which is usual: it allows one a minute, and none
 * while another runs. The events have to be tried again, since the one that runs may have looked too early.
 * @throws AwsCallError for any other failure
 */
export async function trigger(start: () => Promise<void>): Promise<'started' | 'refused'> {
  try {
    await start();
    return 'started';
  } catch (error) {
    if (error instanceof AwsCallError && error.failure === 'throttled') return 'refused';
    throw error;
  }
}

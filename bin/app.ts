import { main } from '../lib/synthesize';

main();

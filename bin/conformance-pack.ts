import { main } from '../lib/synthesize-conformance-pack';

main(process.argv.slice(2));

import { API_REPORT, publicApi } from './public-api';

const accept = process.argv.includes('--write');
if (!publicApi({ accept })) {
  console.log(`The public API is as ${API_REPORT} says.`);
} else if (accept) {
  console.log(`${API_REPORT} has changed: look at the difference, then commit it.`);
} else {
  console.error(`The public API is not as ${API_REPORT} says. npm run api -- --write accepts it.`);
  process.exitCode = 1;
}

import { plantInto, sourceOf } from './planted-module';
import { PLANTS } from './plants';

test.each(PLANTS)('the place for the mistake "$mistake" is there', (plant) => {
  expect(plantInto(sourceOf(plant), plant)).not.toBe(sourceOf(plant));
});

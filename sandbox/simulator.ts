/** The policy simulator that everything here, and tests of policies outside, evaluate policies with. Its license is AGPL. */
export { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';

#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// A checkout holds the sources, the npm package what was built from them.
const sources = join(__dirname, '../cli/main.ts');
if (existsSync(sources)) require('tsx/cjs');
require(existsSync(sources) ? sources : '../dist/iam-console-mfa.js').main();

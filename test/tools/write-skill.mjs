// npm run skill: writes the skill for any project, from what `init --agents` writes for one.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { generalSkill } = require('../../out/test/tools/general-skill.js');
const file = fileURLToPath(new URL('../../skills/migration-guard/SKILL.md', import.meta.url));

fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, generalSkill());

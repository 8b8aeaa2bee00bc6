import { bundled } from './bundle.mjs'
import { ensureBuild } from './start/build'
import { fail } from './start/fail'

Promise.all([ensureBuild(), bundled('start')]).catch(fail)

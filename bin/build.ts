import { ensureBuild } from './start/build'
import { fail } from './start/fail'

ensureBuild().catch(fail)

import { surviveBrokenPipes } from './start/broken-pipes'
import { fail } from './start/fail'
import { prepareVariables } from './start/variables'

// Only these three may be imported statically: other modules read the environment as they load.
Object.assign(process.env, { NODE_ENV: 'production' })

surviveBrokenPipes()
prepareVariables({ needs: ['ENCRYPTION_KEY'], database: 'required' })
  .then(async ({ env }) => {
    const { startWorkerProcess } = await import('./start/worker')
    await startWorkerProcess(env)
  })
  .catch(fail)

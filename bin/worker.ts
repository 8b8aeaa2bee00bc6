import { fail } from './start/fail'
import { prepareVariables } from './start/variables'

// Only these two may be imported statically: the rest reads the environment as it loads.
Object.assign(process.env, { NODE_ENV: 'production' })

prepareVariables({ needs: ['ENCRYPTION_KEY'], database: 'required' })
  .then(async ({ env }) => {
    const { startWorkerProcess } = await import('./start/worker')
    await startWorkerProcess(env)
  })
  .catch(fail)

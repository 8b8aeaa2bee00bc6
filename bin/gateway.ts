import { fail } from './start/fail'
import { prepareVariables } from './start/variables'

// Only these two may be imported statically: the rest reads the environment as it loads.
Object.assign(process.env, { NODE_ENV: 'production' })

prepareVariables({ needs: ['ENCRYPTION_KEY'], database: 'required' })
  .then(async ({ env }) => {
    const { startGatewayProcess } = await import('./start/gateway')
    await startGatewayProcess(env)
  })
  .catch(fail)

import { surviveBrokenPipes } from './start/broken-pipes'
import { fail } from './start/fail'
import { prepareVariables } from './start/variables'

// Only these three may be imported statically: other modules read the environment as they load.
const isDev = process.argv.includes('--dev')
Object.assign(process.env, { NODE_ENV: isDev ? 'development' : 'production' })

surviveBrokenPipes()
prepareVariables({ needs: ['AUTH_SECRET', 'ENCRYPTION_KEY'] })
  .then(async (prepared) => {
    const { startServer } = await import('./start/server')
    await startServer({ ...prepared, isDev })
  })
  .catch(fail)

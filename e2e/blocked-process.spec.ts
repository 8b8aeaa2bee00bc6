import { expect, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'

/** Blocks the process that loads it forever, as a bug would. */
const blockWhenAsked = `data:text/javascript,process.on('SIGUSR2', function blocksHere() { for (;;); })`

test('npm start exits with the stack in its log when its event loop is blocked, so that it can be restarted', async () => {
  const server = await startOwnServer({ variables: { WATCHDOG_SECONDS: '3' }, execArgv: ['--import', blockWhenAsked] })
  server.child.kill('SIGUSR2')
  expect(await server.ended).toEqual([70, null])
  expect(JSON.parse(server.said.at(-1) ?? '')).toMatchObject({
    level: 'fatal',
    stack: expect.stringContaining('at process.blocksHere'),
  })
})

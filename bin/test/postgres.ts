import { startCluster } from '@/db/own-cluster'

/** The PostgreSQL that TEST_DATABASE_URL names, or one of our own where PostgreSQL is installed. */
export async function testServer(): Promise<{ variables: Record<string, string>; stop(): void }> {
  const none = { variables: {}, stop: () => undefined }
  if (process.env.TEST_DATABASE_URL) return none
  try {
    const cluster = await startCluster()
    if (cluster) return { variables: { TEST_DATABASE_URL: cluster.url }, stop: cluster.remove }
    console.log('PostgreSQL isn’t installed on this machine. The tests run on the embedded database only.')
  } catch (error) {
    console.log(`PostgreSQL doesn’t start on this machine, so the tests run on the embedded database only: ${error}`)
  }
  return none
}

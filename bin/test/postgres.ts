import { startCluster } from '@/db/own-cluster'

/** The PostgreSQL that TEST_DATABASE_URL names, or one of our own where PostgreSQL is installed. */
export async function testServer(): Promise<{ variables: Record<string, string>; stop(): void }> {
  const none = { variables: {}, stop: () => undefined }
  if (process.env.TEST_DATABASE_URL) return none
  try {
    const cluster = await startCluster()
    if (cluster) return { variables: { TEST_DATABASE_URL: cluster.url }, stop: cluster.remove }
    console.log('PostgreSQL is not installed here: the tests run on the embedded database alone.')
  } catch (error) {
    console.log(`PostgreSQL does not start here, so the tests run on the embedded database alone: ${error}`)
  }
  return none
}

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { roles } from '@/db/schema/staff'

const DemoFile = z.object({
  url: z.url(),
  staff: z.array(z.object({ role: z.enum(roles), email: z.string(), password: z.string() })),
  environments: z.array(
    z.object({
      company: z.string(),
      app: z.string(),
      environment: z.string(),
      publishableKey: z.string(),
      secretKey: z.string(),
      identitySecret: z.string(),
    }),
  ),
})
export type DemoFile = z.output<typeof DemoFile>

const path = (dataDir: string) => join(dataDir, 'demo.json')

export async function readDemoFile(dataDir: string): Promise<DemoFile | undefined> {
  const text = await readFile(path(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? undefined : DemoFile.parse(JSON.parse(text))
}

/** For scripts and tests. Readable only by the user who started the process: mode 600. */
export async function writeDemoFile(dataDir: string, content: DemoFile) {
  await mkdir(dataDir, { recursive: true })
  // Write a temporary file and rename it, because another process may be reading the original.
  const beside = `${path(dataDir)}.${randomUUID()}`
  await writeFile(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  await rename(beside, path(dataDir))
}

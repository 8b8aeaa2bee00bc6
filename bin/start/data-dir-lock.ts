import { createHash } from 'node:crypto'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { connect as connectTo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotStart } from './fail'

const socketPathLengthMax = 100

/**
 * Keeps a second process off the embedded database. A listening socket, because the system ends it with its process,
 * also after kill -9, which a file with a process id does not.
 */
export async function lockDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const path = await socketPath(dataDir)
  if (await listens(path)) return
  if (await answers(path))
    throw new CannotStart(`another Pushdesk is running on ${dataDir}. Stop it, or set DATA_DIR to another folder.`)
  await rm(path, { force: true })
  if (!(await listens(path))) throw new CannotStart(`another Pushdesk has just started on ${dataDir}.`)
}

async function socketPath(dataDir: string) {
  const folder = await realpath(dataDir)
  if (process.platform === 'win32') return `\\\\.\\pipe\\pushdesk-${hash(folder)}`
  const path = join(folder, 'lock.sock')
  return path.length <= socketPathLengthMax ? path : join(tmpdir(), `pushdesk-${hash(folder)}.sock`)
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

function listens(path: string) {
  const server: Server = createServer((socket) => socket.end())
  return new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(path, () => {
      server.unref()
      resolve(true)
    })
  })
}

function answers(path: string) {
  return new Promise<boolean>((resolve) => {
    const socket = connectTo(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

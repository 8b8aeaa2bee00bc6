import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, realpath, rm } from 'node:fs/promises'
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Some systems allow 103 characters. A takeover appends a suffix. */
const socketPathLengthMax = 90

/**
 * Locks a name in a folder for one process, until it releases the lock or exits. The lock is a listening socket,
 * because the system closes it with its process, even after kill -9; a PID file would stay. Returns undefined if
 * another process holds the lock.
 */
export async function tryLock(folder: string, name: string): Promise<(() => Promise<void>) | undefined> {
  await mkdir(folder, { recursive: true })
  const path = await socketPath(folder, name)
  if (process.platform === 'win32') return listen(path)
  const own = await besides(path)
  const release = await listen(own)
  if (!release) throw new Error(`a socket with this name already exists: ${own}`)
  const isTaken = (await taken(own, path)) || (await takenOver(own, path))
  await rm(own, { force: true })
  if (!isTaken) {
    await release()
    return undefined
  }
  return async () => {
    await rm(path, { force: true })
    await release()
  }
}

/** Waits until the holder releases the lock or exits, then takes it. */
export async function waitForLock(folder: string, name: string): Promise<() => Promise<void>> {
  for (;;) {
    const release = await tryLock(folder, name)
    if (release) return release
    await untilClosed(await socketPath(folder, name))
  }
}

async function socketPath(folder: string, name: string) {
  const place = await realpath(folder)
  if (process.platform === 'win32') return `\\\\.\\pipe\\pushdesk-${hash(`${place} ${name}`)}`
  const path = join(place, `${name}.sock`)
  return path.length <= socketPathLengthMax ? path : join(tmpdir(), `pushdesk-${hash(path)}.sock`)
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
const besides = async (path: string) => `${path}.${randomUUID().slice(0, 6)}`

/** Creates the name with link(), which succeeds for only one of several processes. */
async function taken(own: string, path: string) {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Takes the lock over from a dead process. One process at a time checks and removes the socket, so that none removes a
 * lock that another has just taken.
 */
async function takenOver(own: string, path: string) {
  if (await answers(path)) return false
  const turn = `${path}.turn`
  if (!(await taken(own, turn))) {
    if (await answers(turn)) return false
    // Left by a process that died during its takeover.
    await rm(turn, { force: true })
    return takenOver(own, path)
  }
  try {
    if (await answers(path)) return false
    await rm(path, { force: true })
    return await taken(own, path)
  } finally {
    await rm(turn, { force: true })
  }
}

function listen(path: string): Promise<(() => Promise<void>) | undefined> {
  // Waiters stay connected: the closing socket tells them that the lock is free.
  const waiting = new Set<Socket>()
  const server: Server = createServer((socket) => {
    waiting.add(socket.unref())
    socket.on('error', () => undefined).on('close', () => waiting.delete(socket))
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of waiting) socket.destroy()
    })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(path, () => {
      server.unref()
      resolve(close)
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

function untilClosed(path: string) {
  return new Promise<void>((resolve) => {
    connectTo(path)
      .on('error', () => undefined)
      .on('close', () => resolve())
      .resume()
  })
}

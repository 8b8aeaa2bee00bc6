import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function ownVersion(): Promise<string> {
  const text = await readFile(join(process.cwd(), 'package.json'), 'utf8')
  return JSON.parse(text).version
}

import type { Env } from '@/lib/env'
import { readDemoFile } from './demo-file'

/** Prints the address and how to sign in. */
export async function welcome({ env, url }: { env: Env; url: string }) {
  const demo = await readDemoFile(env.DATA_DIR)
  const lines = [`Pushdesk is ready: ${url}`]
  if (demo) {
    lines.push('', 'Sign in with one of these accounts:')
    for (const person of demo.staff)
      lines.push(`  ${person.role.padEnd(20)} ${person.email.padEnd(34)} ${person.password}`)
    lines.push('', `API keys for scripts and the SDK are in ${env.DATA_DIR}/demo.json.`)
  } else if (env.DEMO) {
    lines.push('', 'Another server loaded the demo workspace. Its accounts are in that server’s demo.json.')
  }
  console.log(`${lines.join('\n')}\n`)
}

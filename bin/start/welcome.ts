import type { Env } from '@/lib/env'
import { readDemoFile } from './demo-file'

/** What a person who started it needs to know. */
export async function welcome({ env, url }: { env: Env; url: string }) {
  const demo = await readDemoFile(env.DATA_DIR)
  const lines = [`Pushdesk is ready: ${url}`]
  if (demo) {
    lines.push('', 'Sign in as')
    for (const person of demo.staff)
      lines.push(`  ${person.role.padEnd(20)} ${person.email.padEnd(34)} ${person.password}`)
    lines.push('', `Keys for scripts and the SDK: ${env.DATA_DIR}/demo.json`)
  } else if (env.DEMO) {
    lines.push('', 'Another server loaded the demo workspace. Its sign-ins are in the demo.json of that server.')
  }
  console.log(`${lines.join('\n')}\n`)
}

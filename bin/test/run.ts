import { spawn } from 'node:child_process'

/** Runs a program with its output shown. Returns true if it exited successfully. */
export function runProgram(
  command: string,
  args: string[],
  variables: Record<string, string> = {},
  timeoutMs?: number,
) {
  return new Promise<boolean>((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...variables },
      shell: process.platform === 'win32',
      timeout: timeoutMs,
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0))
  })
}

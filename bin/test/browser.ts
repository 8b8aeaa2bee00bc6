import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { CannotStart } from '@/bin/start/fail'
import { browserArgs } from '@/e2e/fixtures/browser-args'
import { runProgram } from './run'

const systemBrowsers = [
  // Chromium without its UI. The tests take two thirds of the time with it.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const downloadMsMax = 300_000

/** Finds a Chromium that starts: CHROMIUM_PATH, Playwright's own, the system's, or one installed now. */
export async function findBrowser(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (await starts(named)) return named
    throw new CannotStart(`CHROMIUM_PATH (${named}) isn’t a Chromium that starts on this machine.`)
  }
  const found = await firstThatStarts([chromium.executablePath(), ...systemBrowsers])
  if (found) return found
  console.log('No Chromium found. Installing one.')
  await runProgram(
    'npx',
    ['--no-install', 'playwright', 'install', 'chromium'],
    { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
    downloadMsMax,
  )
  const downloaded = await firstThatStarts([chromium.executablePath()])
  if (downloaded) return downloaded
  if (await isDebian()) await installDebianPackage()
  const installed = await firstThatStarts(systemBrowsers)
  if (installed) return installed
  throw new CannotStart('Couldn’t find or install Chromium. Install Chromium or Chrome, or set CHROMIUM_PATH.')
}

async function firstThatStarts(paths: string[]) {
  for (const path of paths) if (existsSync(path) && (await starts(path))) return path
  return undefined
}

async function starts(executablePath: string) {
  try {
    const browser = await chromium.launch({ executablePath, args: browserArgs, timeout: 60_000 })
    await browser.close()
    return true
  } catch (error) {
    console.log(`${executablePath} doesn’t start: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    return false
  }
}

async function isDebian() {
  const release = existsSync('/etc/os-release') ? await readFile('/etc/os-release', 'utf8') : ''
  return /^ID(_LIKE)?=.*debian/m.test(release)
}

async function installDebianPackage() {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]) => {
    const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...args]
    return runProgram(command, rest, { DEBIAN_FRONTEND: 'noninteractive' })
  }
  await apt('update', '-qq')
  // Older releases have only the second package.
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (await apt('install', '-y', '-qq', '--no-install-recommends', name)) return
}

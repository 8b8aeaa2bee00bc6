import { setTimeout as sleep } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { apiFrom, CommandError, type Wait } from './api'
import { applied, whyNot } from './apply'
import { changesFor } from './changes'
import { configSchema } from './config'
import type { FileChange } from './file-change'
import { hasFile, readConfig, writeConfig } from './files'
import { placeOf, sendTests, tail, why } from './look'
import { pulled } from './pull'
import { repositoryOf } from './repository'
import { secretsRotated } from './rotate-secrets'
import type { Variables } from './secrets'
import { auditVerified } from './verify-audit'

export type World = {
  variables: Variables
  say: (line: string) => void
  complain: (line: string) => void
  wait?: Wait
}

/** Runs the command line. Exit codes: 0 done, 1 rejected or failed, 2 the server differs from the files. */
export async function pushdesk(words: string[], { variables, say, complain, wait = sleep }: World): Promise<number> {
  let code = 0
  const program = new Command('pushdesk')
    .description(
      'Pushdesk from the command line: its settings as files, and the log.\nPUSHDESK_URL and PUSHDESK_TOKEN name the server and a service token.',
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => say(text.trimEnd()), writeErr: (text) => complain(text.trimEnd()) })
    .showHelpAfterError('(“pushdesk --help” lists the commands.)')

  /** Every command has --json. */
  const command = (name: string, description: string) =>
    program.command(name).description(description).option('--json', 'machine-readable output')
  const folder = new Option('--folder <folder>', 'the folder of the files').default('pushdesk')
  const api = () => apiFrom(variables, wait)
  const tell = (isJson: boolean | undefined, value: object, line: string) => say(isJson ? JSON.stringify(value) : line)

  command('pull', 'Write companies, apps, environments, and prompts to YAML files')
    .addOption(folder)
    .action(async ({ folder: into, json }) => {
      const { files, faults } = await pulled(api(), { hasPlatform: await hasFile(into, 'platform') })
      await writeConfig(into, files)
      const names = Object.keys(files).map((name) => `${into}/${name}.yaml`)
      tell(json, { files: names, faults }, names.length ? `Wrote ${names.join(', ')}.` : 'There was nothing to write.')
      if (faults.length) throw new CommandError('Some files couldn’t be written.', faults)
    })

  command('plan', 'Show what applying the files would change; exits with 2 if there is a difference')
    .addOption(folder)
    .action(async ({ folder: from, json }) => {
      const all = await changesFor(api(), await readConfig(from, variables), await repositoryOf(from))
      const changes = all.filter(({ isSecret }) => !isSecret)
      if (json) say(JSON.stringify({ changes: changes.map(shown) }))
      else if (changes.length === 0) say('No difference: the server has what the files say.')
      else
        for (const { where, lines, waits } of changes)
          for (const line of waits ? [...lines, waits] : lines) say(`${where}: ${line}`)
      code = changes.length ? 2 : 0
      const faults = await whyNot(api(), all)
      if (faults.length) throw new CommandError('These changes can’t be applied.', faults)
    })

  command('apply', 'Make the server as the files say')
    .addOption(folder)
    .option('--confirm <name...>', 'what the dashboard asks to type for a change in production', [])
    .option('--comment <text>', 'what the change is for; kept in the history')
    .action(async ({ folder: from, confirm, comment, json }) => {
      const config = await readConfig(from, variables)
      const { done, waiting } = await applied(api(), config, {
        repository: await repositoryOf(from),
        confirm,
        comment,
        say: json ? () => undefined : say,
      })
      if (json) say(JSON.stringify({ changes: done.map(shown), waiting: waiting.map(shown) }))
      else say(summary(done.length, waiting.length))
    })

  program
    .command('audit')
    .description('The audit log of this server’s own database')
    .command('verify')
    .description('Check that no entry of the audit log was changed, removed, or slipped in')
    .option('--json', 'machine-readable output')
    .option('--expect <number:seal>', 'what an earlier check printed')
    .action(({ json, expect }) => auditVerified(variables, { expected: expect, isJson: Boolean(json), say }))

  program
    .command('secrets')
    .description('The encrypted values of this server’s own database')
    .command('rotate')
    .description('Encrypt everything with the first key of ENCRYPTION_KEY; say which keys are still needed')
    .option('--json', 'machine-readable output')
    .action(({ json }) => secretsRotated(variables, { isJson: Boolean(json), say }))

  command('schema', 'Print the JSON Schema of the files').action(() => say(JSON.stringify(configSchema(), null, 2)))

  command('off', 'The emergency stop: turn the prompt of an app off')
    .argument('<app>', 'COMPANY/APP, or COMPANY/APP/sandbox')
    .option('--comment <text>', 'why; kept in the history')
    .action(async (app, { comment, json }) => {
      const answer = await api().send<object>('POST', `${placeOf(app)}/prompt/off`, { body: { comment } })
      tell(json, answer, `The prompt of ${app} is off.`)
    })

  command('why', 'Say why a customer doesn’t get notifications')
    .argument('<customer>', 'the user ID')
    .requiredOption('--in <environment>', 'COMPANY/APP/ENVIRONMENT')
    .action((customer, { in: place, json }) => why(api(), customer, place, { isJson: Boolean(json), say }))

  command('tail', 'Print deliveries as they come')
    .argument('<environment>', 'COMPANY/APP/ENVIRONMENT')
    .option('--once', 'print the latest ones and end')
    .action((place, { once, json }) =>
      tail(api(), place, { isJson: Boolean(json), say }, { wait: () => wait(1_000), until: () => Boolean(once) }),
    )

  command('send-test', 'Send a test notification to a customer’s devices, to 50 at most')
    .argument('<customer>', 'the user ID')
    .requiredOption('--in <environment>', 'COMPANY/APP/ENVIRONMENT')
    .option('--confirm <company>', 'the company’s slug, for production')
    .option('--title <text>', 'the title', 'Test notification')
    .option('--body <text>', 'the text', 'This is a test from Pushdesk.')
    .action(async (customer, { in: place, confirm, title, body, json }) => {
      const pace = { say: json ? complain : say, wait }
      const tests = await sendTests(api(), place, { customer, confirm, title, body }, pace)
      const count = tests.length === 1 ? 'One test' : `${tests.length} tests`
      tell(
        json,
        { tests },
        `${count} sent. “pushdesk tail ${place}” shows what becomes of ${tests.length === 1 ? 'it' : 'them'}.`,
      )
    })

  command('create-key', 'Create an API key and print it, once')
    .argument('<environment>', 'COMPANY/APP/ENVIRONMENT')
    .addOption(
      new Option('--kind <kind>', 'for apps or for servers').choices(['publishable', 'secret']).makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'where the key is used')
    .action(async (place, { kind, name, json }) => {
      const answer = await api().send<{ key: string }>('POST', `${placeOf(place)}/api-keys`, { body: { kind, name } })
      tell(json, answer, answer.key)
    })

  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    return failed(error, complain)
  }
}

const shown = ({ where, lines, confirm, needsApproval, waits }: FileChange) => ({
  ...{ where, lines, confirm, needsApproval, waits },
})

function summary(made: number, waiting: number) {
  if (made > 0) return `${made === 1 ? 'One change was' : `${made} changes were`} made.`
  if (waiting > 0) return 'Nothing to do: the rest waits for approval.'
  return 'Nothing to do: the server has what the files say.'
}

function failed(error: unknown, complain: (line: string) => void): number {
  // Commander already printed the message. A wrong argument exits with 1, --help with 0.
  if (error instanceof Error && 'exitCode' in error) return Number(error.exitCode)
  if (!(error instanceof CommandError)) throw error
  complain(error.message)
  for (const line of error.lines) complain(`  ${line}`)
  return 1
}

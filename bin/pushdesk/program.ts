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
      'Manage Pushdesk from the command line.\nSet PUSHDESK_URL to the server and PUSHDESK_TOKEN to a service token.',
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => say(text.trimEnd()), writeErr: (text) => complain(text.trimEnd()) })
    .showHelpAfterError('(“pushdesk --help” lists the commands.)')

  /** Every command has --json. */
  const command = (name: string, description: string) =>
    program.command(name).description(description).option('--json', 'print JSON')
  const folder = new Option('--folder <folder>', 'the folder of the files').default('pushdesk')
  const api = () => apiFrom(variables, wait)
  const tell = (isJson: boolean | undefined, value: object, line: string) => say(isJson ? JSON.stringify(value) : line)

  command('pull', 'Write companies, apps, environments, and prompts to YAML files')
    .addOption(folder)
    .action(async ({ folder: into, json }) => {
      const { files, faults } = await pulled(api(), { hasPlatform: await hasFile(into, 'platform') })
      await writeConfig(into, files)
      const names = Object.keys(files).map((name) => `${into}/${name}.yaml`)
      const onlySchema = `Wrote only ${into}/pushdesk.schema.json.`
      const empty = faults.length ? onlySchema : `${onlySchema} There are no companies that the token can read.`
      tell(json, { files: names, faults }, names.length ? `Wrote ${names.join(', ')}.` : empty)
      if (faults.length) throw new CommandError('Couldn’t write some files.', faults)
    })

  command('plan', 'Show the changes that “apply” would make; exits with 2 if there are any')
    .addOption(folder)
    .action(async ({ folder: from, json }) => {
      const all = await changesFor(api(), await readConfig(from, variables), await repositoryOf(from))
      const changes = all.filter(({ isSecret }) => !isSecret)
      if (json) say(JSON.stringify({ changes: changes.map(shown) }))
      else if (changes.length === 0) say('No differences: the server matches the files.')
      else
        for (const { where, lines, waits } of changes)
          for (const line of waits ? [...lines, waits] : lines) say(`${where}: ${line}`)
      code = changes.length ? 2 : 0
      const faults = await whyNot(api(), all)
      if (faults.length) throw new CommandError('Pushdesk can’t apply these changes.', faults)
    })

  command('apply', 'Change the server to match the files')
    .addOption(folder)
    .option('--confirm <name...>', 'the text that the dashboard asks you to type for a change in production', [])
    .option('--comment <text>', 'the reason for the change, for the history')
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
    .description('Work with the audit log in this server’s own database')
    .command('verify')
    .description('Check that no entry of the audit log was changed, removed, or inserted')
    .option('--json', 'print JSON')
    .option('--expect <number:seal>', 'the number and seal that an earlier check printed')
    .action(({ json, expect }) => auditVerified(variables, { expected: expect, isJson: Boolean(json), say }))

  program
    .command('secrets')
    .description('Work with the encrypted values in this server’s own database')
    .command('rotate')
    .description('Encrypt all values with the first key of ENCRYPTION_KEY, and show which keys are still needed')
    .option('--json', 'print JSON')
    .action(({ json }) => secretsRotated(variables, { isJson: Boolean(json), say }))

  command('schema', 'Print the JSON Schema of the files').action(() => say(JSON.stringify(configSchema(), null, 2)))

  command('off', 'Turn the prompt of an app off (the emergency stop)')
    .argument('<app>', 'COMPANY/APP, or COMPANY/APP/sandbox')
    .option('--comment <text>', 'the reason, for the history')
    .action(async (app, { comment, json }) => {
      const answer = await api().send<object>('POST', `${placeOf(app)}/prompt/off`, { body: { comment } })
      tell(json, answer, `The prompt of ${app} is off.`)
    })

  command('why', 'Explain why a customer doesn’t get notifications')
    .argument('<customer>', 'the user ID')
    .requiredOption('--in <environment>', 'COMPANY/APP/ENVIRONMENT')
    .action((customer, { in: place, json }) => why(api(), customer, place, { isJson: Boolean(json), say }))

  command('tail', 'Print new deliveries as they happen')
    .argument('<environment>', 'COMPANY/APP/ENVIRONMENT')
    .option('--once', 'print the latest deliveries and exit')
    .action((place, { once, json }) =>
      tail(api(), place, { isJson: Boolean(json), say }, { wait: () => wait(1_000), until: () => Boolean(once) }),
    )

  command('send-test', 'Send a test notification to a customer’s devices (50 at most)')
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
        `${count} sent. “pushdesk tail ${place}” shows the outcome of ${tests.length === 1 ? 'it' : 'them'}.`,
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
  if (waiting > 0) return 'Nothing to do: the other changes await approval.'
  return 'Nothing to do: the server matches the files.'
}

function failed(error: unknown, complain: (line: string) => void): number {
  // Commander already printed the message. A wrong argument exits with 1, --help with 0.
  if (error instanceof Error && 'exitCode' in error) return Number(error.exitCode)
  if (!(error instanceof CommandError)) throw error
  complain(error.message)
  for (const line of error.lines) complain(`  ${line}`)
  return 1
}

import { pushdesk } from './pushdesk/program'

process.exitCode = await pushdesk(process.argv.slice(2), {
  variables: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
})

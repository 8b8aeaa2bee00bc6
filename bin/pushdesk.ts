import { pushdesk } from './pushdesk/program'
import { endWithReader } from './start/broken-pipes'

endWithReader()
process.exitCode = await pushdesk(process.argv.slice(2), {
  variables: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
})

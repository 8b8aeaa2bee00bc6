import { type ClientHttp2Stream, constants } from 'node:http2'
import type { ResponseOutcome } from './outcome'
import { readAnswer } from './read-answer'
import type { Job } from './request-queue'

type Headers = Parameters<typeof readAnswer>[0]

const answerBytesMax = 65_536

/** One request on one HTTP/2 stream. A retried job gets a new Flight. */
export class Flight {
  readonly sentAt = Date.now()
  /** The transport knows what became of it; the stream may still be open. */
  isSettled = false
  #headers: Headers | undefined
  readonly #chunks: Buffer[] = []
  #bytes = 0

  constructor(
    readonly job: Job,
    readonly stream: ClientHttp2Stream,
    /** How many answers its session had when it went out: still as many at the time-out means that the peer may be dead. */
    readonly answersBefore: number,
  ) {}

  /** The answer as far as it has come: the status decides, whatever happens to the body. */
  get answer(): ResponseOutcome | undefined {
    return this.#headers && readAnswer(this.#headers, this.#chunks)
  }

  hear(headers: Headers) {
    this.#headers = headers
    if (headers[':status'] === 200) this.stream.resume()
    else this.stream.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  cancel() {
    this.stream.close(constants.NGHTTP2_CANCEL)
  }

  #take(chunk: Buffer) {
    this.#bytes += chunk.length
    if (this.#bytes <= answerBytesMax) this.#chunks.push(chunk)
    else this.cancel()
  }
}

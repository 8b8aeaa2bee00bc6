import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as traces } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { ATTR_ERROR_TYPE, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions'
import { within } from '@/lib/flow/within'
import { log } from '@/lib/log'
import { type Trace, traceParentOf } from '@/lib/trace'
import type { Recorder } from './recorder'

// Loaded only if spans are sent. The provider isn't registered globally, so only spans from lib/tracing are recorded.

const sendMsMax = 5_000
const stopMsMax = 2_000
const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT }

/** Sends spans over OTLP (JSON over HTTP) in batches. Drops batches that the collector rejects. */
export function openTelemetry({ endpoint, share }: { endpoint: string; share: number }): Recorder {
  const random = new RandomIdGenerator()
  // The trace ID for the next span.
  let traceId: string | undefined
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: sendMsMax,
  })
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'pushdesk' }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    idGenerator: {
      generateTraceId: () => traceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor({ exporter: telling(exporter), exportTimeoutMillis: sendMsMax })],
  })
  const tracer = provider.getTracer('pushdesk')

  return {
    begin({ name, kind, trace, facts, startedAt }) {
      traceId = trace.traceId
      const span = tracer.startSpan(name, { kind: kinds[kind], startTime: startedAt, attributes: facts }, after(trace))
      const { spanId, traceFlags } = span.spanContext()
      return {
        trace: { traceId: trace.traceId, traceParent: traceParentOf(spanId, traceFlags) },
        end(more, error) {
          span.setAttributes(more)
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(ATTR_ERROR_TYPE, error)
          span.end()
        },
      }
    },
    stop: async () => void (await within(stopMsMax, provider.shutdown())),
  }
}

function after({ traceId, traceParent }: Trace) {
  if (!traceParent) return ROOT_CONTEXT
  const [spanId = '', flags = ''] = traceParent.split('-')
  return traces.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number(flags), isRemote: true })
}

const taken = 0

/** Logs once when the collector starts rejecting spans, and once when it accepts them again. */
function telling(exporter: SpanExporter): SpanExporter {
  let isFailing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== taken
        if (failed && !isFailing) log.warn({ err: result.error }, 'the collector doesn’t accept spans; dropping them')
        if (!failed && isFailing) log.info('the collector accepts spans again')
        isFailing = failed
        done({ code: taken })
      })
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}

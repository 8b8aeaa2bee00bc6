import { formatUtc } from '@/lib/format/date'

/** UTC, because readers may be anywhere. */
export const UtcTime = ({ at }: { at: string }) => (
  <time dateTime={at} className="whitespace-nowrap tabular-nums">
    {formatUtc(at)}
  </time>
)

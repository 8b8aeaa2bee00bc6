import { CodeBlock } from '@/components/ui/code-block'
import { formatNumber } from '@/lib/format/number'

export function PayloadBlock({ payload }: { payload: Record<string, unknown> }) {
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  return (
    <CodeBlock
      label={`Payload, ${formatNumber(bytes)} bytes`}
      code={JSON.stringify(payload, null, 2)}
      maxHeightPx={320}
      isWrapped
    />
  )
}

import { CodeBlock } from '@/components/ui/code-block'

export function PayloadBlock({ payload }: { payload: Record<string, unknown> }) {
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  return (
    <CodeBlock
      label={`Payload, ${bytes.toLocaleString('en')} bytes`}
      code={JSON.stringify(payload, null, 2)}
      maxHeightPx={320}
      isWrapped
    />
  )
}

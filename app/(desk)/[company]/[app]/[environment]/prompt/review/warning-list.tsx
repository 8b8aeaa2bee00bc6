import { Callout } from '@/components/ui/callout'

/** Lists settings that are valid but likely mistakes. */
export function WarningList({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null
  return (
    <Callout tone="warning" title="Check before you save">
      <ul className="flex list-disc flex-col gap-1 pl-4">
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Callout>
  )
}

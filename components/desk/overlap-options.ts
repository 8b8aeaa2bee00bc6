/** How long a rotated key or token keeps working, in hours, as options for a select. */
export const overlapOptions = [
  { value: '0', label: 'Not at all' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
]

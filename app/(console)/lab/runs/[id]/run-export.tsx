'use client'

import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'

/** The run to take away: for people, for a spreadsheet, for a CI system. */
export function RunExport({ runId }: { runId: string }) {
  return (
    <Menu
      trigger={
        <Button variant="ghost" icon={<Download />}>
          Export
        </Button>
      }
    >
      <MenuItem href={`/lab/export?runId=${runId}`} download>
        CSV
      </MenuItem>
      <MenuItem href={`/lab/runs/${runId}/junit?as=json`} download>
        JSON
      </MenuItem>
      <MenuItem href={`/lab/runs/${runId}/junit`} download>
        JUnit
      </MenuItem>
    </Menu>
  )
}

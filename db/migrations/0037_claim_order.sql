CREATE INDEX IF NOT EXISTS "due_deliveries_due_idx" ON "due_deliveries" USING btree ("transport","due_at",uuid_send("delivery_id"));--> statement-breakpoint
DROP INDEX "due_deliveries_claim_idx";
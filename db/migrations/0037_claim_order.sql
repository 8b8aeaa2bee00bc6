DROP INDEX "due_deliveries_claim_idx";--> statement-breakpoint
CREATE INDEX "due_deliveries_claim_idx" ON "due_deliveries" USING btree ("transport","due_at",uuid_send("delivery_id"));
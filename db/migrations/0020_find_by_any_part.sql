-- Every three characters in a row: what a part of a name is found by. In the core of PostgreSQL, so that no extension has to be there.
create or replace function name_pieces(name text) returns text[] immutable strict parallel safe language plpgsql as $$
declare pieces text[] := '{}';
begin
  for place in 1..greatest(length(name) - 2, 1) loop
    pieces[place] := substr(name, place, 3);
  end loop;
  return pieces;
end $$;
--> statement-breakpoint
CREATE TABLE "recent_customers" (
	"staff_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recent_customers_staff_id_customer_id_pk" PRIMARY KEY("staff_id","customer_id")
);
--> statement-breakpoint
ALTER TABLE "recent_customers" ADD CONSTRAINT "recent_customers_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recent_customers" ADD CONSTRAINT "recent_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recent_customers_page_idx" ON "recent_customers" USING btree ("staff_id","looked_at");--> statement-breakpoint
CREATE INDEX "recent_customers_customer_idx" ON "recent_customers" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "customers_pieces_idx" ON "customers" USING gin (name_pieces(translate(lower(normalize(coalesce("user_id", "anonymous_id"))), 'ı', 'i'))) WITH (gin_pending_list_limit=256);
-- Which territory and rule each brewery gets, worked out without a line of the product.
-- Needs: brewery(id, name, street, city, state, zip, type, latitude, longitude, parent, locked_in),
--        rule(position, territory, kind, a, b, c)
-- Every rule is one of five kinds, so that each is a plain comparison here:
--   state   a = state                      ('TX')
--   type    a = state, b = brewery type
--   zip     a = first digits of the ZIP
--   near    a = latitude, b = longitude, c = miles (haversine, radius 3958.7613 miles)
--   name    a = part of the name
CREATE VIEW rule_match AS
SELECT b.id, r.position, r.territory
FROM brewery b
JOIN rule r ON
  (r.kind = 'state' AND lower(b.state) = lower(r.a))
  OR (r.kind = 'type' AND lower(b.state) = lower(r.a) AND lower(b.type) = lower(r.b))
  OR (r.kind = 'zip' AND substr(b.zip, 1, length(r.a)) = r.a)
  OR (r.kind = 'name' AND instr(lower(b.name), lower(r.a)) > 0)
  OR (r.kind = 'near' AND b.latitude IS NOT NULL AND
      2 * 3958.7613 * asin(min(1, sqrt(
        pow(sin(radians(b.latitude - CAST(r.a AS REAL)) / 2), 2)
        + cos(radians(CAST(r.a AS REAL))) * cos(radians(b.latitude)) * pow(sin(radians(b.longitude - CAST(r.b AS REAL)) / 2), 2)
      ))) <= CAST(r.c AS REAL));

-- A family follows its head: the parent, as no parent has a parent here.
CREATE VIEW head AS SELECT id, COALESCE(parent, id) AS head FROM brewery;

CREATE VIEW verdict AS
SELECT
  b.id,
  (SELECT m.position FROM rule_match m WHERE m.id = h.head ORDER BY m.position LIMIT 1) AS position,
  (SELECT m.territory FROM rule_match m WHERE m.id = h.head ORDER BY m.position LIMIT 1) AS ruled,
  (SELECT count(DISTINCT m.territory) FROM rule_match m WHERE m.id = b.id) AS own_matches,
  COALESCE(b.locked_in, (SELECT l.locked_in FROM brewery l WHERE l.id = h.head),
    (SELECT m.territory FROM rule_match m WHERE m.id = h.head ORDER BY m.position LIMIT 1)) AS territory
FROM brewery b JOIN head h ON h.id = b.id;

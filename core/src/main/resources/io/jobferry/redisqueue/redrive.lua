-- Moves failed jobs back, the oldest first. KEYS: failed, again, failures; ARGV: most (500 at most).
-- Returns how many.
local failed, again, failures = KEYS[1], KEYS[2], KEYS[3]
local wrong = wrong_type({[again] = 'list'})
if wrong then
  return wrong
end

local ids = redis.call('RPOP', failed, ARGV[1]) or {}
for _, id in ipairs(ids) do
  redis.call('HDEL', failures, id)
  redis.call('LPUSH', again, id)
end
return #ids

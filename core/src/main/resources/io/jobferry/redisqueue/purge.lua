-- Deletes jobs that are known by id, the next one first. KEYS: a list or a zset of ids, bodies, failures;
-- ARGV: most (500 at most). Returns how many.
local from, bodies, failures = KEYS[1], KEYS[2], KEYS[3]

local ids = {}
if redis.call('TYPE', from).ok == 'zset' then
  ids = redis.call('ZRANGE', from, 0, tonumber(ARGV[1]) - 1)
  for _, id in ipairs(ids) do
    redis.call('ZREM', from, id)
  end
else
  ids = redis.call('RPOP', from, ARGV[1]) or {}
end
for _, id in ipairs(ids) do
  redis.call('HDEL', bodies, id)
  redis.call('HDEL', failures, id)
end
return #ids

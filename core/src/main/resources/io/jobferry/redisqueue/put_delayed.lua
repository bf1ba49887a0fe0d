-- Puts delayed jobs. KEYS: delayed, bodies, stamps; ARGV: delay in microseconds, body, again and again.
-- Returns the ids.
local delayed, bodies, stamps = KEYS[1], KEYS[2], KEYS[3]

local wrong = wrong_type({[delayed] = 'zset', [bodies] = 'hash', [stamps] = 'string'})
if wrong then
  return wrong
end

local now = clock()
local last = tonumber(redis.call('GET', stamps) or 0)

local ids = {}
for i = 1, #ARGV, 2 do
  last = math.max(now, last + 1)
  local id = string.format('%.0f', last)
  redis.call('HSET', bodies, id, ARGV[i + 1])
  redis.call('ZADD', delayed, string.format('%.0f', now + tonumber(ARGV[i])), id)
  ids[#ids + 1] = id
end
redis.call('SET', stamps, string.format('%.0f', last))
return ids

-- Puts delayed jobs. KEYS: delayed, bodies, stamps; ARGV: delay in microseconds, body, again and again.
-- Returns the ids.
local delayed, bodies, stamps = KEYS[1], KEYS[2], KEYS[3]

for key, wanted in pairs({[delayed] = 'zset', [bodies] = 'hash', [stamps] = 'string'}) do
  local actual = redis.call('TYPE', key).ok
  if actual ~= 'none' and actual ~= wanted then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. actual .. ' and not a ' .. wanted)
  end
end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
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

-- Puts numbered jobs that are not put yet, and remembers the last one's number. KEYS: waiting, numbers;
-- ARGV: LPUSH or RPUSH, sequence, the number that must have been reached, then number, stamp, body, again and again.
-- Returns the number and the stamp of the last job that was put, "7 1700000000000": an earlier one than must have been
-- reached if the server has forgotten some; then nothing is put.
local waiting, numbers = KEYS[1], KEYS[2]
local push, sequence, reached = ARGV[1], ARGV[2], tonumber(ARGV[3])
local MOST_AT_ONCE = 500

-- A script does not roll back: what could go wrong is asked before the first write.
local types = {[waiting] = 'list', [numbers] = 'hash'}
for key, wanted in pairs(types) do
  local actual = redis.call('TYPE', key).ok
  if actual ~= 'none' and actual ~= wanted then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. actual .. ' and not a ' .. wanted)
  end
end

local mark = redis.call('HGET', numbers, sequence) or '-1 -1'
local last = tonumber(string.match(mark, '^%S+'))
if last < reached then
  return mark
end

local bodies = {}
for i = 4, #ARGV, 3 do
  if tonumber(ARGV[i]) > last then
    bodies[#bodies + 1] = ARGV[i + 2]
    mark = ARGV[i] .. ' ' .. ARGV[i + 1]
  end
end
if #bodies > 0 then
  -- First what out of memory is refused: then nothing is done at all.
  redis.call('HSET', numbers, sequence, mark)
  for from = 1, #bodies, MOST_AT_ONCE do
    redis.call(push, waiting, unpack(bodies, from, math.min(from + MOST_AT_ONCE - 1, #bodies)))
  end
end
return mark

-- Puts the next jobs of a sequence, and remembers the last one's number. KEYS: waiting, numbers; ARGV: LPUSH or RPUSH,
-- sequence, the number of the job before them, number and stamp of the last of them ("7 1700000000000"), their bodies.
-- Returns the number and the stamp of the last job that was put. Where the sequence did not stand at the number given,
-- nothing is put.
local waiting, numbers = KEYS[1], KEYS[2]
local push, sequence, before, mark = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local FIRST_BODY = 5
local MOST_AT_ONCE = 500

local wrong = wrong_type({[waiting] = 'list', [numbers] = 'hash'})
if wrong then
  return wrong
end

local stands = redis.call('HGET', numbers, sequence) or '-1 -1'
if string.match(stands, '^%S+') ~= before then
  return stands
end
-- First what out of memory is refused: then nothing is done at all.
redis.call('HSET', numbers, sequence, mark)
for from = FIRST_BODY, #ARGV, MOST_AT_ONCE do
  redis.call(push, waiting, unpack(ARGV, from, math.min(from + MOST_AT_ONCE - 1, #ARGV)))
end
return mark

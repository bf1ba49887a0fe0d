-- Begins leases anew. KEYS: reserved; ARGV: lease in microseconds, then reservations.
-- Returns for each 1 if it was done, 0 if the reservation is no more.
local reserved = KEYS[1]
local time = redis.call('TIME')
local ends = string.format('%.0f', time[1] * 1000000 + time[2] + tonumber(ARGV[1]))

local answers = {}
for i = 2, #ARGV do
  if redis.call('ZSCORE', reserved, ARGV[i]) then
    redis.call('ZADD', reserved, 'XX', ends, ARGV[i])
    answers[#answers + 1] = 1
  else
    answers[#answers + 1] = 0
  end
end
return answers
